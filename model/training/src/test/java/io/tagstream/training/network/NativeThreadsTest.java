package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class NativeThreadsTest {

  @Test
  void shouldLimitBothLibraries() {
    NativeThreads.limitTo(2);
    NativeThreads.limitTo(1);

    assertThat(torch.get_num_threads()).isEqualTo(1);
    assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
  }
}
