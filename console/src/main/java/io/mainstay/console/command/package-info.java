/**
 * What the commands do, apart from how they are asked for and how their results look: words become requests, requests
 * become results. The command line is one shell over it.
 */
@NullMarked
package io.mainstay.console.command;

import org.jspecify.annotations.NullMarked;
