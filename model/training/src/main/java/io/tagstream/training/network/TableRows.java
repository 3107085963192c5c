package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * The rows of a large table that take part in a step: the others have no gradient, and to make
 * zeros for them would cost as much as the rest of the step. Lives in the pointer scope it was made
 * in.
 *
 * @param table the name of the table among the parameters
 * @param ids int64 [U], the rows, each once
 * @param values float [U,H], a copy of these rows that gathers gradients
 */
public record TableRows(String table, Tensor ids, Tensor values) {

  /** Copies some rows of a table. */
  public static TableRows of(String table, long[] ids, Parameters parameters) {
    Tensor chosen = Beside.of(parameters.get(table), Tensor.create(ids));
    Tensor values = parameters.get(table).detach().index_select(0, chosen);
    values.set_requires_grad(true);
    return new TableRows(table, chosen, values);
  }
}
