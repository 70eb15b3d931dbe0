package io.systole.actors.alert;

import io.systole.actors.alert.core.AlertCall;
import io.systole.actors.secret.SecretFiles;
import io.systole.agents.process.ProcessRunner;
import io.systole.cib.Alert;
import io.systole.cib.NodeName;
import io.systole.cib.value.SecretTexts;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Calls alert agents of all kinds, with the secrets of this node's files, and masks those in what they print. */
public final class AlertAgents implements AlertRunner {
    private final SecretFiles secrets;
    private final Executor executor;
    private final AlertRunner programs;
    private final AlertRunner webhook;

    private AlertAgents(SecretFiles secrets, Executor executor, AlertRunner programs, AlertRunner webhook) {
        this.secrets = secrets;
        this.executor = executor;
        this.programs = programs;
        this.webhook = webhook;
    }

    /**
     * The agents of a node.
     *
     * @param variables set for every program
     * @param executor has threads that may wait
     */
    public static AlertAgents of(
            String cluster,
            NodeName self,
            SortedMap<String, String> variables,
            SecretFiles secrets,
            Executor executor) {
        return new AlertAgents(
                secrets,
                executor,
                new AlertProgram(new ProcessRunner(executor), variables),
                new Webhook(cluster, self, executor, Webhook.PAUSES));
    }

    /** Files are looked at by a thread that may wait for them. */
    @Override
    public CompletionStage<AlertOutcome> run(AlertCall call) {
        return CompletableFuture.supplyAsync(() -> begin(call), executor).thenCompose(outcome -> outcome);
    }

    private CompletionStage<AlertOutcome> begin(AlertCall call) {
        var parameters = new TreeMap<>(call.parameters());
        var hidden = new ArrayList<>(SecretTexts.valuesOf(parameters));
        for (var owned : call.secretOwners().entrySet()) {
            var found = secrets.find(owned.getValue(), owned.getKey());
            if (!found.isThere()) {
                return CompletableFuture.completedStage(AlertOutcome.failed(found.why(), ""));
            }
            parameters.put(owned.getKey(), found.value());
            hidden.add(found.value());
        }
        var runner = call.path().equals(Alert.WEBHOOK) ? webhook : programs;
        return runner.run(call.withParameters(parameters))
                .thenApply(outcome -> new AlertOutcome(
                        SecretTexts.masked(outcome.why(), hidden), SecretTexts.masked(outcome.printed(), hidden)));
    }
}
