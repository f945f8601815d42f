package io.mainstay.etcd.auth;

/**
 * A request to change the password of a user, which ends the tokens of that user.
 *
 * @param name the user
 * @param password the new password
 */
public record UserChangePasswordRequest(String name, Secret password) {}
