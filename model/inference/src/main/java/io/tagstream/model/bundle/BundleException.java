package io.tagstream.model.bundle;

import org.jspecify.annotations.Nullable;

/** A bundle cannot be used. The message says what was expected, what was found and what to do. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a bundle, for programs; people read the message. */
  public enum Reason {
    /** No bundle of this name, and no directory or archive of this path. */
    NOT_FOUND,
    /** The bundle exists and cannot be read. */
    UNREADABLE,
    /**
     * The archive holds what an archive of a bundle must not: links, folders above it, too much.
     */
    UNSAFE_ARCHIVE,
    /** {@code bundle.json} is not the JSON it should be. */
    MALFORMED_DESCRIPTOR,
    /** Written for another version of the format. */
    UNSUPPORTED_FORMAT,
    /** A file the bundle needs is not there. */
    MISSING_FILE,
    /** A file that {@code bundle.json} does not list. */
    UNLISTED_FILE,
    /** A file has not the size that {@code bundle.json} says. */
    SIZE_MISMATCH,
    /** A file has not the SHA-256 that {@code bundle.json} says. */
    DIGEST_MISMATCH,
    /** No head, or labels that are empty, blank, doubled or reserved. */
    BAD_LABELS,
    /** A limit is not a positive number. */
    BAD_LIMITS,
    /** The parameters of the tokenizer are not what the encoder needs. */
    BAD_TOKENIZER,
    /** The parameters of the decoder have the wrong shape or are not finite. */
    BAD_DECODER,
    /** The graph cannot be loaded, or its tensors have other names, types or ranks. */
    BAD_GRAPH,
    /** The graph would have ONNX Runtime read a file of this machine. */
    EXTERNAL_DATA,
    /** A weight of a graph is not a number. */
    BAD_WEIGHTS,
    /** The graph gives another number of scores than there are tags or classes. */
    LABEL_COUNT_MISMATCH,
    /** The golden examples cannot be read, or there are none. */
    BAD_EXAMPLES,
    /** The model says something else about a golden example than when it was written. */
    GOLDEN_MISMATCH,

    /** An order of a bundle leaves out what it must say, or says what cannot be. */
    MALFORMED_ORDER,
    /** The bundle was ordered from a place that it may not come from, or leads to one. */
    SOURCE_NOT_ALLOWED,
    /** Its source cannot be reached, does not answer in time, or has nothing there now. */
    UNREACHABLE,
    /** The directory that keeps fetched archives cannot be written or read. */
    CACHE_UNUSABLE,
    /** The archive is larger than this process takes. */
    TOO_LARGE,
    /** The archive has another size than ordered. */
    ARCHIVE_SIZE_MISMATCH,
    /** The archive has another SHA-256 than ordered. */
    ARCHIVE_DIGEST_MISMATCH,
    /** Keys are trusted, and the bundle comes without a signature. */
    UNSIGNED,
    /** The signature is by no trusted key, or of something else. */
    BAD_SIGNATURE,
    /** The bundle is sound and another than the one ordered. */
    WRONG_MODEL;

    /**
     * Returns whether the same may succeed later although nobody has changed the bundle or its
     * order.
     */
    public boolean isWorthRetrying() {
      return this == UNREACHABLE || this == CACHE_UNUSABLE;
    }
  }

  private final Reason reason;

  private BundleException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Makes an exception.
   *
   * @param reason what is wrong
   * @param subject the bundle, file or field concerned
   * @param expected what should have been there
   * @param found what was there
   * @param remedy what the user can do
   */
  public static BundleException of(
      Reason reason, String subject, String expected, String found, String remedy) {
    return new BundleException(reason, message(subject, expected, found, remedy), null);
  }

  /** Makes an exception that another one caused; see {@link #of}. */
  public static BundleException causedBy(
      Throwable cause,
      Reason reason,
      String subject,
      String expected,
      String found,
      String remedy) {
    return new BundleException(reason, message(subject, expected, found, remedy), cause);
  }

  /**
   * Makes an exception that another one caused.
   *
   * @param problem the whole message, as {@link #of} would put it together
   */
  public static BundleException causedBy(Throwable cause, Reason reason, String problem) {
    return new BundleException(reason, problem, cause);
  }

  private static String message(String subject, String expected, String found, String remedy) {
    return subject + ": expected " + expected + ", found " + found + "; " + remedy;
  }

  /** Returns what is wrong with the bundle. */
  public Reason reason() {
    return reason;
  }
}
