/**
 * What a client must do where others fail: sixteen tests distilled from what users of today's clients report, each by
 * its number. Where one stands elsewhere, because it belongs to a suite of its own, it is named here.
 *
 * <ul>
 *   <li>1, 2, 5, 6, 7: {@code WatchAcceptance}
 *   <li>3: {@code StreamEndAcceptanceTest}; with a token behind it, {@code TokenStreamTest} of the client
 *   <li>4: {@code TokenStreamTest}, and {@code AuthContract} on real servers
 *   <li>8, 16: {@code ResourceAcceptanceTest}
 *   <li>9: {@code LeaseAcceptance}
 *   <li>10, 11, 14: {@code CallAcceptance}; 14 in a namespace, {@code NamespaceContract}
 *   <li>12: {@code TokenScriptTest} of the client, and {@code TokenContract} on real servers
 *   <li>13: {@code LockServiceContract} and {@code GoProviderLocksTest}, as far as etcd's own lock service carries it
 *   <li>15: {@code BigReadTest}
 * </ul>
 */
package io.mainstay.etcd.testkit.acceptance;
