package io.mainstay.etcd.auth;

/**
 * A request to delete a user.
 *
 * @param name the user
 */
public record UserDeleteRequest(String name) {}
