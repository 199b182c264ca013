System.Console.WriteLine("idclip");
