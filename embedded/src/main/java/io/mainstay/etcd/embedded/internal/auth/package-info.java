/**
 * Who may do what: users, roles and permissions as an immutable state, the steps that change it, the rights of a caller,
 * passwords and tokens.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.auth;

import org.jspecify.annotations.NullMarked;
