/** What the shell prints: results in etcdctl's formats, byte for byte, and the streams that they go to. */
@NullMarked
package io.mainstay.console.output;

import org.jspecify.annotations.NullMarked;
