package io.tagstream.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One client for all who ask with equal settings. Every task of a stream makes serdes of its own;
 * without sharing each would bring its own HTTP threads, and would ask the registry for everything
 * anew after a rebalance. May be used from any thread.
 */
final class SharedClients {

  private final Map<Map<String, Object>, Entry> entries = new HashMap<>();

  private static final class Entry {
    private final SchemaRegistryClient client;
    private int users;

    private Entry(SchemaRegistryClient client) {
      this.client = client;
    }
  }

  /**
   * A client that the caller closes; closing it twice counts once. The client behind it is closed
   * with its last user.
   *
   * @param settings everything in which clients may differ
   * @param make makes the client if nobody has one with these settings; what it throws is passed on
   */
  synchronized SchemaRegistryClient lease(
      Map<String, Object> settings, Supplier<SchemaRegistryClient> make) {
    Entry entry = entries.computeIfAbsent(settings, key -> new Entry(make.get()));
    entry.users++;
    return new Lease(entry.client, () -> giveBack(settings, entry));
  }

  private synchronized void giveBack(Map<String, Object> settings, Entry entry) {
    entry.users--;
    if (entry.users == 0) {
      entries.remove(settings);
      entry.client.close();
    }
  }

  /** One user's hold on a client. */
  private static final class Lease implements SchemaRegistryClient {

    private final SchemaRegistryClient client;
    private final Runnable giveBack;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Lease(SchemaRegistryClient client, Runnable giveBack) {
      this.client = client;
      this.giveBack = giveBack;
    }

    @Override
    public int register(String subject, Schema schema, boolean normalize) {
      return client.register(subject, schema, normalize);
    }

    @Override
    public int idOf(String subject, Schema schema, boolean normalize) {
      return client.idOf(subject, schema, normalize);
    }

    @Override
    public SubjectSchema latest(String subject) {
      return client.latest(subject);
    }

    @Override
    public Schema byId(int id, @Nullable String subject) {
      return client.byId(id, subject);
    }

    @Override
    public Schema byGuid(UUID guid) {
      return client.byGuid(guid);
    }

    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) {
        giveBack.run();
      }
    }
  }
}
