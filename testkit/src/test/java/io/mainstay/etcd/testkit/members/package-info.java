/** Real members and embedded ones in the same trouble, whose answers are compared. */
@NullMarked
package io.mainstay.etcd.testkit.members;

import org.jspecify.annotations.NullMarked;
