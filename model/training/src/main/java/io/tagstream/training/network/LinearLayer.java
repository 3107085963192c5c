package io.tagstream.training.network;

import io.tagstream.training.onnx.Dense;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer, y = weight x + bias, of the last dimension.
 *
 * @param name what its parameters are called
 */
public record LinearLayer(String name) {

  /** The numbers a linear layer begins with. */
  public enum Beginning {
    /** All from -1 / sqrt(in) to 1 / sqrt(in), as libtorch begins. */
    UNIFORM {
      @Override
      float[] weight(int out, int in, InitialValues values) {
        return values.uniform(out * in, 1 / Math.sqrt(in));
      }

      @Override
      float[] bias(int out, int in, InitialValues values) {
        return values.uniform(out, 1 / Math.sqrt(in));
      }
    },
    /** Weights around 0, no bias, as BERT begins (Devlin et al. 2019). */
    NARROW {
      @Override
      float[] weight(int out, int in, InitialValues values) {
        return values.narrow(out * in);
      }

      @Override
      float[] bias(int out, int in, InitialValues values) {
        return new float[out];
      }
    };

    abstract float[] weight(int out, int in, InitialValues values);

    abstract float[] bias(int out, int in, InitialValues values);
  }

  /** Adds parameters for {@code out} numbers made of {@code in}. */
  public void initialize(
      int out, int in, Parameters parameters, InitialValues values, Beginning beginning) {
    parameters.addWeight(weight(), beginning.weight(out, in, values), out, in);
    parameters.add(bias(), beginning.bias(out, in, values), out);
  }

  /** Applies the layer, float [..,in] to [..,out]. */
  public Tensor of(Tensor x, Parameters parameters) {
    return torch.linear(x, parameters.get(weight()), new TensorOptional(parameters.get(bias())));
  }

  Dense read(Parameters parameters) {
    return new Dense(parameters.matrix(weight()), parameters.values(bias()));
  }

  private String weight() {
    return name + ".weight";
  }

  private String bias() {
    return name + ".bias";
  }
}
