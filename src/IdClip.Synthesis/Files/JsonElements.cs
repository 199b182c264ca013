using System.Text.Json;

namespace IdClip.Synthesis.Files;

/// <summary>Reads the elements of top-level lists of a JSON object one by one, so that a file of any size takes little memory.</summary>
internal static class JsonElements
{
    private const int FirstBuffer = 1 << 20;
    private const int LargestElement = 64 << 20;
    private const long LargestFile = 4L << 30;

    /// <summary>Calls <paramref name="visit"/> with each element of each list that <paramref name="lists"/> names, in the file's order.</summary>
    /// <exception cref="SynthesisException">The file is missing, over 4 GB, not JSON or not an object; or one element has over 64 MB.</exception>
    public static void Read(string path, IReadOnlySet<string> lists, Action<string, JsonElement> visit)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new SynthesisException($"{path} does not exist.");
        if (info.Length > LargestFile)
            throw new SynthesisException($"{path} has {info.Length >> 20} MB; at most {LargestFile >> 20} MB are read.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            new Reader(path, stream, lists, visit).Run();
        }
        catch (JsonException error)
        {
            throw new SynthesisException($"{path} is not JSON as COCO has it: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SynthesisException($"{path} can't be read: {error.Message}", error);
        }
    }

    private sealed class Reader(string path, Stream stream, IReadOnlySet<string> lists, Action<string, JsonElement> visit)
    {
        private byte[] buffer = new byte[FirstBuffer];
        private int start, end;
        private bool last;
        private JsonReaderState state;
        private string? list;
        private bool opened, inside, valueNext;

        public void Run()
        {
            while (true)
            {
                if (!Advance())
                {
                    if (last)
                        return;
                    Fill();
                }
            }
        }

        /// <summary>Takes one step through the buffer; false if it needs more bytes or the file is done.</summary>
        private bool Advance()
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), last, state);
            if (!reader.Read())
                return false;
            if (!opened)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new SynthesisException($"{path} must be a JSON object with lists, as COCO's annotation files are.");
                opened = true;
            }
            else if (inside)
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                    inside = false;
                else if (!JsonDocument.TryParseValue(ref reader, out var element))
                    return false;
                else
                    using (element)
                        visit(list!, element.RootElement);
            }
            else if (valueNext)
            {
                if (reader.TokenType == JsonTokenType.StartArray && lists.Contains(list!))
                    inside = true;
                else if (!reader.TrySkip())
                    return false;
                valueNext = false;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                list = reader.GetString();
                valueNext = true;
            }

            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            return true;
        }

        private void Fill()
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (end, start) = (end - start, 0);
            if (end == buffer.Length)
            {
                if (buffer.Length >= LargestElement)
                    throw new SynthesisException($"{path} has a value of over {LargestElement >> 20} MB; such files are not read.");
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = stream.Read(buffer.AsSpan(end));
            end += read;
            last = read == 0;
        }
    }
}
