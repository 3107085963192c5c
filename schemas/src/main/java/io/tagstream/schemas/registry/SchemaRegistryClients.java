package io.tagstream.schemas.registry;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Makes the registry client that a configuration asks for. */
public final class SchemaRegistryClients {

  private static final String MOCK = "mock://";

  private SchemaRegistryClients() {}

  /**
   * A client for {@code schema.registry.url}; the caller closes it. No request is made yet.
   *
   * @param configs any configuration with the keys of {@link RegistryClientConfig}
   * @throws ConfigException if a key of the client is missing or wrong
   */
  public static SchemaRegistryClient of(Map<String, ?> configs) {
    RegistryClientConfig config = new RegistryClientConfig(configs);
    List<String> urls = config.urls();
    if (urls.stream().noneMatch(url -> url.startsWith(MOCK))) {
      RegistryTransport transport =
          new RegistryTransport(config, wait -> Thread.sleep(wait.toMillis()));
      return new CachingSchemaRegistryClient(
          new HttpSchemaRegistryClient(transport), config, System::nanoTime);
    }
    if (urls.size() > 1) {
      throw new ConfigException(
          RegistryClientConfig.URL, urls, "expected a mock:// address alone, found several");
    }
    return new InMemoryRegistryClient(
        InMemoryRegistry.shared(urls.get(0).substring(MOCK.length())));
  }
}
