package io.tagstream.training.transformer.weights;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of parameters in checkpoints of BERT and of models that differ from it in names alone,
 * DistilBERT (Sanh et al. 2019) and RoBERTa (Liu et al. 2019), as {@link BertNames} has them.
 */
public final class SourceNames {
  /** The name of the model, such as {@code bert.}, stands before; heads have other names. */
  private static final Pattern ENCODER =
      Pattern.compile("(?:^|.*\\.)((?:embeddings|encoder\\.layer|transformer\\.layer)\\..+)");

  private static final List<String[]> OTHERS =
      List.of(
          new String[] {"transformer.layer.", "encoder.layer."},
          new String[] {".attention.q_lin.", ".attention.self.query."},
          new String[] {".attention.k_lin.", ".attention.self.key."},
          new String[] {".attention.v_lin.", ".attention.self.value."},
          new String[] {".attention.out_lin.", ".attention.output.dense."},
          new String[] {".sa_layer_norm.", ".attention.output.LayerNorm."},
          new String[] {".ffn.lin1.", ".intermediate.dense."},
          new String[] {".ffn.lin2.", ".output.dense."},
          new String[] {".output_layer_norm.", ".output.LayerNorm."},
          new String[] {"LayerNorm.gamma", "LayerNorm.weight"},
          new String[] {"LayerNorm.beta", "LayerNorm.bias"});

  private SourceNames() {}

  /** Returns BERT's name of a parameter, or {@code null} if it is none of an encoder. */
  public static @Nullable String toBert(String name) {
    Matcher encoder = ENCODER.matcher(name);
    if (!encoder.matches()) {
      return null;
    }
    String found = encoder.group(1);
    for (String[] other : OTHERS) {
      found = found.replace(other[0], other[1]);
    }
    return found;
  }
}
