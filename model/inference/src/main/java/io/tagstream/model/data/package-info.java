/**
 * Labelled data of every format. {@link io.tagstream.model.data.LabelledData} reads sentences to
 * learn from and to measure by, {@link io.tagstream.model.data.LabelledTexts} the texts they come
 * from; nothing is left out without a {@link io.tagstream.model.data.DataNotice}.
 */
@NullMarked
package io.tagstream.model.data;

import org.jspecify.annotations.NullMarked;
