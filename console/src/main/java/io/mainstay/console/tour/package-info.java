/** The tour: the Java client shown at work, each claim checked, in output that teaches its use. */
@NullMarked
package io.mainstay.console.tour;

import org.jspecify.annotations.NullMarked;
