/** The command line: the place where the parts of Mainstay are wired together. */
@NullMarked
package io.mainstay.console;

import org.jspecify.annotations.NullMarked;
