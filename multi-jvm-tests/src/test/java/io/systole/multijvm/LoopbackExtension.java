package io.systole.multijvm;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test its cluster and takes it away: registered in a static field, one for the class, else one for each test.
 * After a failure the logs are kept, and the end of them is printed.
 */
final class LoopbackExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable LoopbackCluster cluster;
    private final List<String> ownDisk;
    private boolean forClass;
    private boolean failed;

    LoopbackExtension() {
        this(List.of());
    }

    /** The nodes named keep their state on disks of their own, see {@link StateDisk}. */
    LoopbackExtension(List<String> ownDisk) {
        this.ownDisk = List.copyOf(ownDisk);
    }

    LoopbackCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("there is no cluster outside of a test");
        }
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        forClass = true;
        cluster = LoopbackCluster.create(ownDisk, "default");
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!forClass) {
            cluster = LoopbackCluster.create(ownDisk, "default");
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            failed = true;
            System.out.println(
                    "FAILED " + context.getDisplayName() + "\n" + cluster().story());
        }
        if (!forClass) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (forClass) {
            failed |= context.getExecutionException().isPresent();
            end();
        }
    }

    private void end() {
        var ending = cluster();
        ending.close();
        if (!failed) {
            Harness.deleteTree(ending.directory());
        }
        cluster = null;
        failed = false;
    }
}
