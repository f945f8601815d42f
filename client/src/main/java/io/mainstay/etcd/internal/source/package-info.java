/** Sources: keys followed from a snapshot on, or replayed between two revisions, told burst by burst. */
@NullMarked
package io.mainstay.etcd.internal.source;

import org.jspecify.annotations.NullMarked;
