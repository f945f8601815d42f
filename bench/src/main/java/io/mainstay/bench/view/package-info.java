/** What it costs to read a view of a prefix, beside the JDK's maps. */
@NullMarked
package io.mainstay.bench.view;

import org.jspecify.annotations.NullMarked;
