/**
 * Messages as JSON, the way etcd's gateway reads and writes them: as strict as a Go server about what it takes, and
 * with its words for what it refuses.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.json;

import org.jspecify.annotations.NullMarked;
