/**
 * Faults by plan: which happen, when, for how long and to whom, made from a seed, printable, and played again at will.
 */
@NullMarked
package io.mainstay.etcd.testkit.fault;

import org.jspecify.annotations.NullMarked;
