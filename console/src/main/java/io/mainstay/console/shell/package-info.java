/** The command line: flags, help, exit codes. It asks the command layer, and has the results printed. */
@NullMarked
package io.mainstay.console.shell;

import org.jspecify.annotations.NullMarked;
