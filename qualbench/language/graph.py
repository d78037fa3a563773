"""all-MiniLM-L6-v2 as an ONNX graph: BERT (Devlin et al. 2019), then the mean of its pieces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LAYERS = 6

_START = """
    words = Gather(embeddings_word_embeddings_weight, pieces)
    length = Shape(pieces)
    places = Slice(embeddings_position_embeddings_weight, zero, length)
    kinds = Slice(embeddings_token_type_embeddings_weight, zero, one)
    placed = Add(words, places)
    begun = Add(placed, kinds)
    in_0 = LayerNormalization<epsilon=1e-12>(
        begun, embeddings_LayerNorm_weight, embeddings_LayerNorm_bias)
"""

_LAYER = """
    query_{n} = Gemm<transB=1>(in_{n}, {self}_query_weight, {self}_query_bias)
    key_{n} = Gemm<transB=1>(in_{n}, {self}_key_weight, {self}_key_bias)
    value_{n} = Gemm<transB=1>(in_{n}, {self}_value_weight, {self}_value_bias)
    queries_{n} = Reshape(query_{n}, heads)
    keys_{n} = Reshape(key_{n}, heads)
    values_{n} = Reshape(value_{n}, heads)
    asking_{n} = Transpose<perm=[1, 0, 2]>(queries_{n})
    asked_{n} = Transpose<perm=[1, 2, 0]>(keys_{n})
    told_{n} = Transpose<perm=[1, 0, 2]>(values_{n})
    fit_{n} = MatMul(asking_{n}, asked_{n})
    scaled_{n} = Div(fit_{n}, root)
    shares_{n} = Softmax(scaled_{n})
    heard_{n} = MatMul(shares_{n}, told_{n})
    turned_{n} = Transpose<perm=[1, 0, 2]>(heard_{n})
    joined_{n} = Reshape(turned_{n}, joint)
    attended_{n} = Gemm<transB=1>(joined_{n}, {attention}_dense_weight, {attention}_dense_bias)
    added_{n} = Add(attended_{n}, in_{n})
    seen_{n} = LayerNormalization<epsilon=1e-12>(
        added_{n}, {attention}_LayerNorm_weight, {attention}_LayerNorm_bias)
    wide_{n} = Gemm<transB=1>(seen_{n}, {layer}_intermediate_dense_weight,
        {layer}_intermediate_dense_bias)
    bent_{n} = Gelu(wide_{n})
    narrow_{n} = Gemm<transB=1>(bent_{n}, {layer}_output_dense_weight, {layer}_output_dense_bias)
    summed_{n} = Add(narrow_{n}, seen_{n})
    in_{next} = LayerNormalization<epsilon=1e-12>(
        summed_{n}, {layer}_output_LayerNorm_weight, {layer}_output_LayerNorm_bias)
"""

_GRAPH = """
<ir_version: 9, opset_import: ["" : 20]>
minilm (int64[length] pieces) => (float[384] mean)
<int64[1] zero = {{0}}, int64[1] one = {{1}}, int64[3] heads = {{0, 12, 32}},
 int64[2] joint = {{0, 384}}, float root = {{5.656854249492381}}>
{{{start}{layers}
    mean = ReduceMean<keepdims=0>(in_{last}, zero)
}}
"""


def graph(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    """An ONNX model that takes the numbers of one text's word pieces and gives their mean vector.

    It names the weights and does not hold them, so that it takes a millisecond to make; whoever
    loads it brings them along, by the same names. One text at a time needs no mask.
    """
    from onnx import TensorProto, parser

    layers = "".join(_layer(n) for n in range(LAYERS))
    model: Any = parser.parse_model(_GRAPH.format(start=_START, layers=layers, last=LAYERS))
    for name, weight in weights.items():
        held = model.graph.initializer.add(name=name, dims=weight.shape)
        held.data_type, held.data_location = TensorProto.FLOAT, TensorProto.EXTERNAL
        held.external_data.add(key="location", value="brought along")
    return bytes(model.SerializeToString())


def _layer(n: int) -> str:
    layer = f"encoder_layer_{n}"
    attention = f"{layer}_attention"
    return _LAYER.format(
        n=n, next=n + 1, layer=layer, self=f"{attention}_self", attention=f"{attention}_output"
    )
