package io.tagstream.schemas.registry;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** Types, defaults and limits of the keys of {@link RegistryClientConfig}. */
final class RegistryClientDefinition {

  private static final int ONE_MINUTE = 60_000;

  static final ConfigDef CONFIG_DEF =
      new ConfigDef()
          .define(
              RegistryClientConfig.URL,
              ConfigDef.Type.LIST,
              Importance.HIGH,
              "Addresses of the registry.")
          .define(
              RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              Importance.MEDIUM,
              "URL, USER_INFO or SASL_INHERIT.")
          .define(
              RegistryClientConfig.BASIC_AUTH_USER_INFO,
              ConfigDef.Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "user:password for USER_INFO.")
          .define(
              RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "STATIC_TOKEN for bearer authentication.")
          .define(
              RegistryClientConfig.BEARER_AUTH_TOKEN,
              ConfigDef.Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "The bearer token.")
          .define(
              RegistryClientConfig.BEARER_AUTH_LOGICAL_CLUSTER,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Value of the header target-sr-cluster.")
          .define(
              RegistryClientConfig.BEARER_AUTH_IDENTITY_POOL_ID,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Value of the header Confluent-Identity-Pool-Id.")
          .define(
              RegistryClientConfig.PROXY_HOST,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Host of an HTTP proxy.")
          .define(
              RegistryClientConfig.PROXY_PORT,
              ConfigDef.Type.INT,
              -1,
              Importance.LOW,
              "Port of that proxy.")
          .define(
              RegistryClientConfig.CONNECT_TIMEOUT_MS,
              ConfigDef.Type.INT,
              ONE_MINUTE,
              Range.atLeast(1),
              Importance.LOW,
              "Milliseconds a connection may take.")
          .define(
              RegistryClientConfig.READ_TIMEOUT_MS,
              ConfigDef.Type.INT,
              ONE_MINUTE,
              Range.atLeast(1),
              Importance.LOW,
              "Milliseconds an answer may take.")
          .define(
              RegistryClientConfig.MAX_RETRIES,
              ConfigDef.Type.INT,
              3,
              Range.atLeast(0),
              Importance.LOW,
              "Retries of a request that failed for no fault of its own.")
          .define(
              RegistryClientConfig.RETRIES_WAIT_MS,
              ConfigDef.Type.INT,
              1000,
              Range.atLeast(0),
              Importance.LOW,
              "Milliseconds before the first retry.")
          .define(
              RegistryClientConfig.RETRIES_MAX_WAIT_MS,
              ConfigDef.Type.INT,
              20_000,
              Range.atLeast(0),
              Importance.LOW,
              "Most milliseconds before a retry.")
          .define(
              RegistryClientConfig.MAX_SCHEMAS_PER_SUBJECT,
              ConfigDef.Type.INT,
              1000,
              Range.atLeast(1),
              Importance.LOW,
              "Most entries of each cache.")
          .define(
              RegistryClientConfig.LATEST_CACHE_TTL_SEC,
              ConfigDef.Type.INT,
              -1,
              Range.atLeast(-1),
              Importance.LOW,
              "Seconds the latest version is remembered; -1 for ever.")
          .define(
              RegistryClientConfig.MISSING_ID_CACHE_TTL_SEC,
              ConfigDef.Type.INT,
              0,
              Range.atLeast(0),
              Importance.LOW,
              "Seconds an unknown id is not asked for again.");

  private RegistryClientDefinition() {}
}
