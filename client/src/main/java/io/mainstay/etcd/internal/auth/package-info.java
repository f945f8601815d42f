/**
 * Who a client is to its server: the token that goes with every call and stream, fetched when it is first needed and
 * again when it is refused, once for all who wait.
 *
 * <p>{@link TokenStep} is the pure heart; {@link Tokens} owns the state and those who wait, and is what calls and
 * streams ask.
 */
@NullMarked
package io.mainstay.etcd.internal.auth;

import org.jspecify.annotations.NullMarked;
