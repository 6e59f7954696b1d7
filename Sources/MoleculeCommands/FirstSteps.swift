/// What `molecule` alone shows: what people come for, with lines that work as typed in the sandbox.
///
/// A test runs them there.
enum FirstSteps {
    static let text = """
        molecule manages the credentials of Molecule AI platforms, and what is behind them.

        Is my platform shut? Asks it with no token, a wrong one and yours:
            molecule admin-token verify

        A new ADMIN_TOKEN, made, kept and put in place without anybody seeing it:
            molecule keys add production --kind admin-token --origin "$MOLECULE_API_URL" --from-env ADMIN_TOKEN
            molecule admin-token rotate --key production --to "env-file:$MOLECULE_SANDBOX_ENV_FILE" --dry-run

        A key for a pipeline, which lives no longer than the job:
            molecule org tokens mint --name ci --for-command -- molecule org tokens list

        A fleet of workspaces, looked at and changed at once:
            molecule workspaces list
            molecule workspaces pause --all --dry-run

        All of it can be tried on this machine, with nothing at stake: \(start)
        Something is wrong?  molecule doctor
        Everything else:     molecule --help

        """

    /// The line that starts a shell in which the rest works.
    static let start = "molecule sandbox run --surface tenant -- sh"
}
