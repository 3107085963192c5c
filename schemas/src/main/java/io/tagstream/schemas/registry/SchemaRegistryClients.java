package io.tagstream.schemas.registry;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Makes the registry client that a configuration asks for, or finds it in use already. */
public final class SchemaRegistryClients {

  private static final String MOCK = "mock://";
  private static final SharedClients SHARED = new SharedClients();

  private SchemaRegistryClients() {}

  /**
   * A client for {@code schema.registry.url}; the caller closes it. No request is made yet. All who
   * ask with the same settings while one of them still has the client get the same one, with its
   * threads, connections and what it remembers; the last to close it drops it.
   *
   * @param configs any configuration with the keys of {@link RegistryClientConfig}
   * @throws ConfigException if a key of the client is missing or wrong
   */
  public static SchemaRegistryClient of(Map<String, ?> configs) {
    RegistryClientConfig config = new RegistryClientConfig(configs);
    List<String> urls = config.urls();
    if (urls.stream().noneMatch(url -> url.startsWith(MOCK))) {
      return SHARED.lease(config.settings(), () -> overHttp(config));
    }
    if (urls.size() > 1) {
      throw new ConfigException(
          RegistryClientConfig.URL, urls, "expected a mock:// address alone, found several");
    }
    // Not shared: a scope may be dropped and made anew, and its clients cost next to nothing.
    return remembering(
        new InMemoryRegistryClient(InMemoryRegistry.shared(urls.get(0).substring(MOCK.length()))),
        config);
  }

  private static SchemaRegistryClient overHttp(RegistryClientConfig config) {
    RegistryTransport transport = new RegistryTransport(config, RegistryTransport.Pace.REAL);
    return remembering(new HttpSchemaRegistryClient(transport), config);
  }

  private static SchemaRegistryClient remembering(
      SchemaRegistryClient client, RegistryClientConfig config) {
    return new CachingSchemaRegistryClient(client, config, System::nanoTime);
  }
}
