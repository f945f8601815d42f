package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/** The suites about users and tokens of an embedded etcd. */
abstract class EmbeddedAuthContracts {
    /** Opens a server for one suite, which closes it. */
    abstract AuthTarget open();

    @Nested
    class Users extends AuthContract {
        @Override
        protected AuthTarget open() {
            return EmbeddedAuthContracts.this.open();
        }
    }

    @Nested
    class Tokens extends TokenContract {
        @Override
        protected AuthTarget open() {
            return EmbeddedAuthContracts.this.open();
        }
    }
}
