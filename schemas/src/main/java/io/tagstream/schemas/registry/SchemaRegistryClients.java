package io.tagstream.schemas.registry;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Makes the registry client that a configuration asks for. */
public final class SchemaRegistryClients {

  static final String URL = "schema.registry.url";
  private static final String MOCK = "mock://";

  private SchemaRegistryClients() {}

  /**
   * A client for {@code schema.registry.url}; the caller closes it.
   *
   * @throws ConfigException if a key of the client is missing or wrong
   */
  public static SchemaRegistryClient of(Map<String, ?> configs) {
    Object url = configs.get(URL);
    if (url instanceof String text && text.startsWith(MOCK)) {
      return new InMemoryRegistryClient(InMemoryRegistry.shared(text.substring(MOCK.length())));
    }
    throw new ConfigException(URL, url, "expected an address that begins with mock://");
  }
}
