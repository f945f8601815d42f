/** etcd's wire messages and service stubs, generated from this module's own {@code .proto} text. */
@NullMarked
package io.mainstay.etcd.proto;

import org.jspecify.annotations.NullMarked;
