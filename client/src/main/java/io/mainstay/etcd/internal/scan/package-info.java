/** Reading much: one lazy feed over a stream of answers where the member has it, and over pinned pages where not. */
@NullMarked
package io.mainstay.etcd.internal.scan;

import org.jspecify.annotations.NullMarked;
