/** How values look in the JSON of etcd's gateway. Pure: bytes in, values out, and the other way round. */
@NullMarked
package io.mainstay.etcd.gateway.internal.json;

import org.jspecify.annotations.NullMarked;
