using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>A running program that asks questions.</summary>
public sealed class Conversation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly SemaphoreSlim _heard = new(0);
    private readonly Task _listening;
    private int _answered;

    internal Conversation(string[] command, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        _process = Command.Prepare(command[0], command[1..], environment, folder);
        Command.Start(_process);
        _listening = Task.WhenAll(ListenAsync(_process.StandardOutput), ListenAsync(_process.StandardError));
    }

    /// <summary>Everything said so far, on both outputs.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Waits until something is said that was not said before the last answer.</summary>
    /// <param name="words">A regular expression of it.</param>
    /// <exception cref="TimeoutException">It was not said.</exception>
    public async Task<Match> HearAsync([StringSyntax(StringSyntaxAttribute.Regex)] string words)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Regex.Match(Said[_answered..], words, RegexOptions.None, Patience) is { Success: true } heard)
            {
                return heard;
            }

            try
            {
                await _heard.WaitAsync(late.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"Nobody said '{words}':\n{Said}", e);
            }
        }
    }

    /// <summary>Types a line.</summary>
    public async Task AnswerAsync(string line)
    {
        _answered = Said.Length;
        await _process.StandardInput.WriteAsync($"{line}\n");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end, with nothing more to say, and answers the exit code.</summary>
    /// <exception cref="TimeoutException">It goes on.</exception>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _listening).WaitAsync(Patience);
            return _process.ExitCode;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"It goes on:\n{Said}", e);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _heard.Dispose();
    }

    private async Task ListenAsync(StreamReader output)
    {
        var buffer = new char[1024];
        while (await output.ReadAsync(buffer) is > 0 and var read)
        {
            lock (_said)
            {
                _said.Append(buffer, 0, read);
            }

            _heard.Release();
        }
    }
}
