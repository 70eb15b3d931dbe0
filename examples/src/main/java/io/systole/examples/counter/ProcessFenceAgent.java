package io.systole.examples.counter;

import io.systole.fencing.FenceAction;
import io.systole.fencing.JavaFenceAgent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The fence device {@code stonith:process}: the copies are processes of one machine, so cutting one off is killing its
 * process. Between hosts a device has to switch the host off.
 */
final class ProcessFenceAgent implements JavaFenceAgent {
    private final Processes processes;

    ProcessFenceAgent(Processes processes) {
        this.processes = processes;
    }

    @Override
    public List<FenceAction> actions() {
        return List.of(FenceAction.OFF, FenceAction.STATUS);
    }

    @Override
    public Answer run(Request request) throws IOException, InterruptedException, ExecutionException {
        var process = processes.living(request.plug());
        if (request.action() == FenceAction.STATUS) {
            return process.isPresent() ? Answer.done() : Answer.isOff();
        }
        if (process.isPresent()) {
            process.get().destroyForcibly();
            process.get().onExit().get();
        }
        return Answer.done();
    }
}
