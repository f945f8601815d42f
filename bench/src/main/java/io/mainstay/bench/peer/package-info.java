/** The peers made of this project's own parts: the Mainstay client, and the bare gRPC stub, the floor under it. */
@NullMarked
package io.mainstay.bench.peer;

import org.jspecify.annotations.NullMarked;
