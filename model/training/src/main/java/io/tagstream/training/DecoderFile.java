package io.tagstream.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.data.BundleHeads;
import io.tagstream.training.network.TrainedNetwork;
import java.util.SortedMap;

/** The file of a bundle with the scores of its CRF. */
final class DecoderFile {
  private DecoderFile() {}

  /** Adds the file, if the slot head has a CRF. */
  static void put(TrainedNetwork network, BundleHeads heads, SortedMap<String, byte[]> files) {
    CrfParameters crf = heads.slots() == null ? null : network.crf(heads.slots());
    if (crf != null) {
      files.put(BundleFiles.DECODER, json(crf));
    }
  }

  private static byte[] json(CrfParameters crf) {
    try {
      return new ObjectMapper().writeValueAsBytes(crf);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decoder is made of plain numbers", e);
    }
  }
}
