package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/**
 * All contract suites that hold for every transport, over one kind of target: extend it, say how to open a target, and
 * JUnit runs the suites one after the other, each on a target of its own.
 */
public abstract class EtcdContracts {
    /** For extension. */
    protected EtcdContracts() {}

    /** Opens a target for one suite, which closes it. */
    protected abstract Target open();

    @Nested
    class Range extends RangeContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class RangeOptions extends RangeOptionsContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Put extends PutContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Delete extends DeleteContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Txn extends TxnContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Compare extends CompareContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class EverydayKv extends EverydayKvContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Bulks extends BulkContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Histories extends HistoryContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Scans extends ScanContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Errors extends ErrorContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class WholeStore extends WholeStoreContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Leases extends LeaseContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class KeptLeases extends KeptLeaseContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class HealingLeases extends HealingLeaseContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Watches extends WatchContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class WatchEvents extends WatchEventsContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class WatchFaces extends WatchFacesContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Views extends ViewContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Sources extends SourceContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Sinks extends SinkContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Cluster extends ClusterContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Calls extends CallContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Namespace extends NamespaceContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Encrypting extends EncryptionContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Reencrypting extends ReencryptionContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }

    @Nested
    class Elections extends ElectionServiceContract {
        @Override
        protected Target open() {
            return EtcdContracts.this.open();
        }
    }
}
