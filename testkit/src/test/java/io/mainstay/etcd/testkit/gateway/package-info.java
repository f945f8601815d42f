/** What the gateway transport promises that only real etcds can show. */
package io.mainstay.etcd.testkit.gateway;
