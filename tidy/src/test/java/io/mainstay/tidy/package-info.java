/**
 * The house rules as tests: what keeps this code easy to read is checked at every build, not remembered.
 *
 * <p>A rule is a class that turns files into {@link io.mainstay.tidy.Violation}s;
 * {@link io.mainstay.tidy.HouseRulesTest} runs all of them on this repository, and each has a test of its own that
 * shows it a bad example.
 */
@NullMarked
package io.mainstay.tidy;

import org.jspecify.annotations.NullMarked;
