package io.tagstream.schemas.registry;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One address of a registry and the headers it gets.
 *
 * @param base scheme, host, port and path; user and password are in the headers
 */
record RegistryAddress(String base, Map<String, String> headers) {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String ACCEPT =
      MEDIA_TYPE + ", application/vnd.schemaregistry+json; q=0.9, application/json; q=0.5";

  /**
   * @throws ConfigException if a header may not be set
   */
  static RegistryAddress of(URI uri, RegistryClientConfig config) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    RegistryAddress address =
        new RegistryAddress(
            uri.getScheme() + "://" + uri.getHost() + port + path,
            Authorization.headers(config, uri));
    address.request("GET", "/", null);
    return address;
  }

  HttpRequest request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", ACCEPT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE);
    }
    headers.forEach(
        (name, value) -> {
          try {
            request.setHeader(name, value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(
                "%s%s: expected a header that may be set, found one that may not or a value"
                        .formatted(RegistryClientConfig.REQUEST_HEADER_PREFIX, name)
                    + " with forbidden signs. Remove it.");
          }
        });
    return request.build();
  }
}
