package io.mainstay.etcd.auth;

/**
 * A request for the roles of a user.
 *
 * @param name the user
 */
public record UserGetRequest(String name) {}
