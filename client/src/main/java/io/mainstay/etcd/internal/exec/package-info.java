/** How work is run: one task at a time for an owner, code of the user at its door, and events to whoever listens. */
@NullMarked
package io.mainstay.etcd.internal.exec;

import org.jspecify.annotations.NullMarked;
