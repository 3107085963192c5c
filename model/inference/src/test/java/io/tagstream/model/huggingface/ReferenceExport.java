package io.tagstream.model.huggingface;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.bundle.EncoderOpener;
import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.decode.SpanAggregator;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.encoder.TextEncoder;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.encoder.TextRows;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceModel;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** The export of a reference model, opened down to its encoder; whoever opened it closes it. */
final class ReferenceExport implements AutoCloseable {
  private final BundleDescriptor descriptor;
  private final TextEncoder encoder;

  private ReferenceExport(BundleDescriptor descriptor, TextEncoder encoder) {
    this.descriptor = descriptor;
    this.encoder = encoder;
  }

  /** Opens an export as it is. */
  static ReferenceExport of(ReferenceModel model) {
    return opened(HuggingFaceExport.read(model.directory(), ExportOptions.PRESET));
  }

  /** Opens an export with windows as they were in a case. */
  static ReferenceExport of(ReferenceModel model, ReferenceCase windows) {
    return opened(withWindows(model, ExportOptions.PRESET, windows));
  }

  /** The files of an export, with other windows. */
  static BundleFiles withWindows(
      ReferenceModel model, ExportOptions options, ReferenceCase windows) {
    BundleFiles files = HuggingFaceExport.read(model.directory(), options);
    BundleDescriptor read = Bundles.open(files).descriptor();
    Transformer encoder = (Transformer) read.encoder();
    BundleDescriptor changed =
        read.withEncoder(new Transformer(encoder.unit(), windows.maxPieces(), windows.overlap()));
    TreeMap<String, byte[]> contents = new TreeMap<>();
    read.files().keySet().forEach(name -> contents.put(name, files.read(name)));
    return BundleFiles.foreign(files.location(), changed, contents);
  }

  private static ReferenceExport opened(BundleFiles files) {
    BundleDescriptor descriptor = Bundles.open(files).descriptor();
    return new ReferenceExport(
        descriptor, (TextEncoder) EncoderOpener.of(descriptor).open(files, descriptor));
  }

  TextPieces cut(ReferenceCase text) {
    return encoder.cut(text.toText());
  }

  /** What the graph says of the rows of a text, each encoded alone. */
  List<Encoding> encoded(TextPieces text) {
    return text.rows().windows().stream()
        .map(TextRows.Window::row)
        .map(row -> encode(List.of(row)).get(0))
        .toList();
  }

  List<Encoding> encode(List<PieceRow> rows) {
    return encoder.encode(rows);
  }

  SpanAggregator aggregator(Aggregation aggregation) {
    return new SpanAggregator(
        Objects.requireNonNull(descriptor.heads().slots()).labels(), aggregation);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
