package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What crm_ticket does for the tickets of a site, with its questions. */
@Command(
        name = "ticket",
        description = {
            "Shows and changes the tickets of this site: the right to run what an rsc_ticket constraint binds to them.",
            "No cluster knows what other sites have: that no two have the same ticket is for you to see to."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class TicketCommand implements Runnable, CommandGroup {
    /** How a change is asked for. */
    static final class Changing {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Asking asking;

        int post(CommandLine commandLine, String path) throws CommandFailed, ConfigRefused {
            String told = asking.with(path);
            return Reply.show(commandLine, target.ask(client -> client.post(told, new byte[0], asking.request())));
        }
    }

    /** The word that what a cluster cannot check was checked. */
    static final class Force {
        @Option(
                names = {"-f", "--force"},
                description = "Do not ask; it is refused without where no one can be asked.")
        private boolean force;

        String query() {
            return force ? "?force=true" : "";
        }

        /** The same after a question; without a terminal the node refuses and says why. */
        String query(CommandLine command, String warning) throws CommandFailed {
            if (force) {
                return query();
            }
            var answer = YesNo.ask(command, warning + " Shall it be done?");
            if (answer.isPresent() && !answer.get()) {
                throw new CommandFailed(ExitCode.REFUSED, "not agreed to; nothing was changed");
            }
            return answer.isPresent() ? "?force=true" : "";
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(TicketCommand.AttributeOf.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole ticket --help` lists them.");
    }

    private static String path(String ticket, String verb) {
        return "/v1/tickets/" + encoded(ticket) + "/" + verb;
    }

    @Command(
            name = "list",
            description = "Lists those that something is known of or that a constraint names.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json) throws Exception {
        return Reply.show(
                spec.commandLine(), target.ask(client -> client.get("/v1/tickets", json ? Form.JSON : Form.TEXT)));
    }

    @Command(
            name = "show",
            description = "Shows one with its attributes, and what needs it.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin Target target,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        String path = "/v1/tickets/" + encoded(ticket);
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }

    @Command(
            name = "grant",
            description = "Gives it to this site: what needs it may run here.",
            mixinStandardHelpOptions = true)
    int grant(
            @Mixin Changing changing,
            @Mixin Force force,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket)
            throws Exception {
        String query = force.query(
                spec.commandLine(),
                "This cannot tell whether ticket " + ticket + " is granted to another site: if it is,"
                        + " what needs it runs twice.");
        return changing.post(spec.commandLine(), path(ticket, "grant") + query);
    }

    @Command(
            name = "revoke",
            description = {
                "Takes it from this site; what needs it is treated as its loss-policy says.",
                "`standby` first has it stopped in order."
            },
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin Changing changing,
            @Mixin Force force,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket)
            throws Exception {
        String query = force.query(
                spec.commandLine(),
                "This can trigger the loss-policy of what needs ticket " + ticket
                        + " (`systole ticket show` lists it); with `standby` first it is stopped in order.");
        return changing.post(spec.commandLine(), path(ticket, "revoke") + query);
    }

    @Command(
            name = "standby",
            description = "Has what needs it stopped or demoted in order, without loss-policy; it stays granted.",
            mixinStandardHelpOptions = true)
    int standby(
            @Mixin Changing changing,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket)
            throws Exception {
        return changing.post(spec.commandLine(), path(ticket, "standby"));
    }

    @Command(
            name = "activate",
            description = {
                "Ends the standby, also that in which a granted ticket is after all nodes were down:",
                "make sure then that no other site was given it meanwhile."
            },
            mixinStandardHelpOptions = true)
    int activate(
            @Mixin Changing changing,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket)
            throws Exception {
        return changing.post(spec.commandLine(), path(ticket, "activate"));
    }

    @Command(
            name = "cleanup",
            description = "Forgets all that is known of it; a granted one is taken from this site by that.",
            mixinStandardHelpOptions = true)
    int cleanup(
            @Mixin Changing changing,
            @Mixin Force force,
            @Parameters(paramLabel = "TICKET", description = "The ticket.", completionCandidates = Names.Tickets.class)
                    String ticket)
            throws Exception {
        return changing.post(spec.commandLine(), path(ticket, "cleanup") + force.query());
    }

    @Command(
            name = "attribute",
            description = "Shows and changes one attribute of a ticket, also granted, standby and last-granted.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    static final class AttributeOf implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), "Which command? `systole ticket attribute --help` lists them.");
        }

        /** As JSON. */
        private record AttributeValue(String ticket, String name, String value) {}

        private static String path(String ticket, String name) {
            return "/v1/tickets/" + encoded(ticket) + "/attributes/" + encoded(name);
        }

        @Command(name = "get", description = "Prints its value.", mixinStandardHelpOptions = true)
        int get(
                @Mixin Target target,
                @Option(names = "--json", description = "As JSON.") boolean json,
                @Parameters(
                                index = "0",
                                paramLabel = "TICKET",
                                description = "The ticket.",
                                completionCandidates = Names.Tickets.class)
                        String ticket,
                @Parameters(index = "1", paramLabel = "NAME", description = "The attribute's name.") String name)
                throws Exception {
            var answer = target.ask(client -> client.get(path(ticket, name), Form.TEXT));
            if (!json || !answer.isSuccess()) {
                return Reply.show(spec.commandLine(), answer);
            }
            var value = new AttributeValue(ticket, name, answer.body().strip());
            spec.commandLine().getOut().print(ReportJson.records(value));
            return ExitCode.OK.code();
        }

        @Command(name = "set", description = "Gives it VALUE.", mixinStandardHelpOptions = true)
        int set(
                @Mixin Changing changing,
                @Mixin Force force,
                @Parameters(
                                index = "0",
                                paramLabel = "TICKET",
                                description = "The ticket.",
                                completionCandidates = Names.Tickets.class)
                        String ticket,
                @Parameters(index = "1", paramLabel = "NAME", description = "The attribute's name.") String name,
                @Parameters(index = "2", paramLabel = "VALUE", description = "What it is to be.") String value)
                throws Exception {
            String query = force.query();
            String valued = (query.isEmpty() ? "?" : query + "&") + "value=" + encoded(value);
            return changing.post(spec.commandLine(), path(ticket, name) + valued);
        }

        @Command(
                name = "delete",
                description = "Takes it away. That it is not there is no fault.",
                mixinStandardHelpOptions = true)
        int delete(
                @Mixin Target target,
                @Mixin Asking asking,
                @Mixin Force force,
                @Parameters(
                                index = "0",
                                paramLabel = "TICKET",
                                description = "The ticket.",
                                completionCandidates = Names.Tickets.class)
                        String ticket,
                @Parameters(index = "1", paramLabel = "NAME", description = "The attribute's name.") String name)
                throws Exception {
            String told = asking.with(path(ticket, name) + force.query());
            return Reply.show(spec.commandLine(), target.ask(client -> client.delete(told, asking.request())));
        }
    }
}
