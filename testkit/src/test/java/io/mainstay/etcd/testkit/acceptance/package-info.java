/**
 * What a client must do where others fail: sixteen tests distilled from what users of today's clients report, each by
 * its number.
 */
package io.mainstay.etcd.testkit.acceptance;
