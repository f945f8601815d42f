package io.mainstay.etcd.auth;

import org.jspecify.annotations.Nullable;

/**
 * A request to add a user.
 *
 * @param name the user
 * @param password the password; null for a user that can sign in by certificate only
 */
public record UserAddRequest(String name, @Nullable Secret password) {}
