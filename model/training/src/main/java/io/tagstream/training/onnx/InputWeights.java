package io.tagstream.training.onnx;

import org.jspecify.annotations.Nullable;

/**
 * What stands for a token t before the recurrent layers:
 *
 * <pre>
 * x[t] = [words[t] ; features[t,0] ; .. ; features[t,F-1] ; spelling of t ; lexicon of t]
 * </pre>
 *
 * @param words word table; row 0 pads
 * @param features table of hashed affixes and shapes, row 0 stands for none; or {@code null}
 * @param spelling what is made of the characters of a token, or {@code null}
 * @param lexicon pre-trained vectors, of which a token is the mean of its rows; row 0 pads and is
 *     zero; stored with a byte a number; or {@code null}
 */
public record InputWeights(
    Matrix words,
    @Nullable Matrix features,
    @Nullable Spelling spelling,
    @Nullable Matrix lexicon) {}
