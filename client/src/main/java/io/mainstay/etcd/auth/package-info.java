/** Who may do what in etcd: users, roles, permissions and the switch for all of it. */
@NullMarked
package io.mainstay.etcd.auth;

import org.jspecify.annotations.NullMarked;
