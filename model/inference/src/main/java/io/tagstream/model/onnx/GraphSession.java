package io.tagstream.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.tagstream.model.TaggingException;
import io.tagstream.model.bundle.BundleException;
import org.jspecify.annotations.Nullable;

/** A session of ONNX Runtime over a graph of a bundle, which is named in what is said of it. */
public final class GraphSession {
  private GraphSession() {}

  /** Throws {@link BundleException} if a graph is not the one that its bundle describes. */
  public interface Check {
    void verify(OrtSession session) throws OrtException;
  }

  /**
   * Opens a graph.
   *
   * @param subject what to call it in messages: where it lies, with the name of its file
   * @return a session the caller closes
   * @throws BundleException if the graph cannot be read, or the check refuses it
   */
  public static OrtSession open(
      OrtEnvironment environment, String subject, byte[] graph, Check check) {
    OrtSession session = null;
    try (OrtSession.SessionOptions options = options()) {
      session = environment.createSession(graph, options);
      check.verify(session);
      return session;
    } catch (OrtException e) {
      close(session);
      throw BundleException.causedBy(
          e,
          BundleException.Reason.BAD_GRAPH,
          subject,
          "a graph that ONNX Runtime can run",
          String.valueOf(e.getMessage()),
          "fetch or train the bundle again");
    } catch (RuntimeException | Error e) {
      close(session);
      throw e;
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    // The callers are the parallelism: a second thread makes a single row slower.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // What was looked through as ONNX must not be read as something else.
    options.addConfigEntry("session.load_model_format", "ONNX");
    // Patterns are kept per input shape, and every batch has another.
    options.setMemoryPatternOptimization(false);
    return options;
  }

  /** Closes a session, if there is one. */
  public static void close(@Nullable OrtSession session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new TaggingException("graph: native memory could not be freed", e);
    }
  }
}
